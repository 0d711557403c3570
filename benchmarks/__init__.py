"""How fast the main job is, told as rates and as ratios of one run. Never a test: a clock decides nothing here.

``python -m benchmarks [SIZE...]`` makes one synthetic authority, imports it and rebuilds its projections, asks it in
every way there is, and asks larger populations, which are its children again and again under new names. Figures that
two roads must agree on are compared; a road that gives others ends the run.

Read in this order: ``plan`` (what is measured), ``making`` (of whom), ``questions`` and ``asked``, ``base`` and
``sizes`` (who is asked, and what is compared), ``engine``, ``reference``, ``relational`` and ``library`` (the roads),
``importing`` and ``rebuilding`` (step by step), ``limits`` (how fast anything can be), ``commands`` (what a person
waits for), ``alone`` (a step in a process of its own), ``growth``, ``targets``, ``report`` (the tables).

May import everything; nothing imports it but its tests.
"""
