"""Het grootboek: elke berekende maand is een boeking die nooit verandert; een correctie is een verschil."""
