"""Options that belong together, as one parameter of a command: a named tuple whose fields are options."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints


def spread(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command as Typer reads it: each parameter that is a group is replaced by the fields of the group."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_fields")}

    def run(**given: Any) -> Any:
        for name, group in groups.items():
            given[name] = group(**{each: given.pop(each) for each in group._fields})
        return command(**given)

    found: dict[str, Parameter] = {}
    for name, parameter in signature(command).parameters.items():
        options = _options_of(groups[name]) if name in groups else {name: (hints[name], parameter.default)}
        for option, (hint, default) in options.items():
            found[option] = Parameter(option, Parameter.KEYWORD_ONLY, annotation=hint, default=default)
    run.__signature__ = Signature([*found.values()])  # type: ignore[attr-defined]
    run.__annotations__ = {name: each.annotation for name, each in found.items()}
    run.__doc__ = command.__doc__
    return run


def _options_of(group: Any) -> dict[str, tuple[Any, Any]]:
    """The type and the default of each field, in order."""
    hints = get_type_hints(group, include_extras=True)
    return {name: (hints[name], group._field_defaults.get(name, Parameter.empty)) for name in group._fields}
