"""Een hele caseload door één regeling: rijen erin, uitkomsten eruit, met een telling."""
