"""Van betalingen naar inkomen per maand: lezen, verbeteren, toerekenen, en klaarzetten voor de verrekening."""
