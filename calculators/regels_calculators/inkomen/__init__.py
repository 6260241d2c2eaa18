"""Van betalingen naar inkomen per maand: lezen, verbeteren, toerekenen, klaarzetten voor de verrekening."""
