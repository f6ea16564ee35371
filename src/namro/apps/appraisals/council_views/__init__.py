"""The council's sittings."""
