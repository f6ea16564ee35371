#!/bin/sh
# Makes .venv with the newest Python on PATH for which the pinned libraries have wheels.
set -eu
seen=
for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    # Run it rather than look for it: a version manager's shim may stand on PATH without a Python behind it.
    "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
    seen=$python
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        exec "$python" -m venv .venv
    fi
done
if [ -n "$seen" ]; then
    echo 'Thiếu gói python3-venv. Chạy: apt install python3-venv, rồi gọi lại lệnh này.' >&2
else
    echo 'Không tìm thấy Python 3.11 đến 3.14 trên máy này. Chạy: apt install python3 python3-venv, rồi gọi lại lệnh này.' >&2
fi
exit 1
