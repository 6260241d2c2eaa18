"""The regeltaal: from the text of a formula to a syntax tree with positions. Knows no law and no files."""
