"""People of the installation: accounts, roles, login, and the record of what everyone did."""
