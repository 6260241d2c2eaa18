"""The casebook: cases with their sources, and the runner that compares versions of the rules on them."""
