"""The same verrekening written in other tools, to compare cents and speed with."""
