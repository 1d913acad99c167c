"""A new version in the place of signed minutes: begun with a reason, dropped, in force once it is signed."""
