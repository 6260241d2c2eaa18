"""Decision tables as DMN: what FEEL can say exactly, the rest as input data; what is left out is said."""
