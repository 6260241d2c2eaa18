"""The plan as machine code: a caseload at once, the same cents as the evaluator.

Reading order: ``layout`` (memory), ``builder`` and ``masks`` (writing LLVM assembly), ``columns``,
``logic``, ``arithmetic``, ``dates``, ``tables``, ``emit`` (nodes), ``row`` (how a row ends),
``codegen``, ``loop`` (row by row); for several rows side by side ``desk`` (the memory where that is done),
``slices``, ``fetch`` with ``text``, ``bitmaps`` and ``transpose``, ``widen`` with ``bounds`` and
``division``, ``ask`` (reasons); ``compile``, ``cache``, and ``run`` with ``lanes`` (which rows go side by
side) and the fast path ``rows``.
"""
