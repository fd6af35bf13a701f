"""The rules of this family, as data; a package only so that an editable install finds them."""
