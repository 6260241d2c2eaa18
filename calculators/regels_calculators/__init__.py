"""What is computed with the rules: settlement, trial calculations, and a caseload to try them on."""
