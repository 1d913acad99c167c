"""Tables that a person narrows, sorts, keeps a filter of and takes away; which there are says inspections/listed.py."""
