"""The pack of a visit: what a tablet takes along to a place without network, and what is shown there."""
