"""De inkomstenverrekening over een caseload: rijen erin, bijstand eruit, met totalen en een samenvatting."""
