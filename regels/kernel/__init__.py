"""The plan as machine code: a caseload at once, the same cents as the evaluator.

Reading order: ``layout`` (memory), ``builder`` and ``masks`` (writing LLVM assembly), ``columns``,
``logic``, ``arithmetic``, ``dates``, ``tables``, ``emit`` (nodes), ``row`` (how a row ends),
``codegen`` (the loop), ``compile``, ``cache``, and ``run`` with its fast path ``rows``.
"""
