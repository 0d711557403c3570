"""eventsourcing's ``Application`` with our recorder and mapper, and without settings from the environment."""

from __future__ import annotations

from typing import NoReturn

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, Mapper, NotSupportedError, TrackingRecorder
from eventsourcing.utils import Environment, EnvType

from timeline.store.clock import Clock
from timeline.store.database import Database
from timeline.store.mapper import EntryMapper
from timeline.store.recorder import LogAggregateRecorder, LogRecorder


class LogFactory(InfrastructureFactory[TrackingRecorder]):
    """Creates the recorders of one store."""

    def __init__(self, env: Environment, database: Database, clock: Clock) -> None:
        super().__init__(env)
        self._database = database
        self._clock = clock

    def aggregate_recorder(self, purpose: str = "events") -> LogAggregateRecorder:
        """The recorder of streams; none for snapshots, which would contain facts that a past basis must not see."""
        if purpose != "events":
            raise NotSupportedError("the log keeps no snapshots")
        return LogAggregateRecorder(self._database, self._clock)

    def application_recorder(self) -> LogRecorder:
        """The recorder of the log."""
        return LogRecorder(self._database, self._clock)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> NoReturn:
        """Not supported: a projection keeps its position in its own tables."""
        raise NotSupportedError("the log keeps no tracking records")

    def process_recorder(self) -> NoReturn:
        """Not supported, as there is no tracking recorder."""
        raise NotSupportedError("the log keeps no tracking records")

    def close(self) -> None:
        """Close the store."""
        self._database.close()


class LogApplication(Application[str]):
    """The library's application on one store: the mapper, the recorder and the event store."""

    def __init__(self, database: Database, mapper: EntryMapper, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.entry_mapper = mapper
        super().__init__()

    @property
    def log_recorder(self) -> LogRecorder:
        """Our own recorder, with its own type."""
        assert isinstance(self.recorder, LogRecorder)
        return self.recorder

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """No environment: a variable set for another program must not switch on snapshots, compression or a cipher."""
        return Environment(name, dict(env or {}))

    def construct_factory(self, env: Environment) -> LogFactory:
        """Our own factory."""
        return LogFactory(env, self._database, self._clock)

    def construct_mapper(self) -> Mapper[str]:
        """Our own mapper."""
        return self.entry_mapper
