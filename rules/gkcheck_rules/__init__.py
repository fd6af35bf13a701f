"""The rules, as data; a package only so that an editable install finds them."""
