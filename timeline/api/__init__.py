"""The public Python interface. ``timeline`` gives its names; everything else in the project is private.

``functions`` has the questions, ``results`` what they return. Names here change with a deprecation only.
"""
