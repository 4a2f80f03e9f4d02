"""Fetching without a store: for one article that is read by hand."""


class NoTurns:
    """Stands in for ``Hosts`` where one article is read by hand: nobody else asks its host, and nothing is kept."""

    def take(self, host: str, *, gap: float, lease: float) -> float:
        """See ``worker.fetching.throttle.Slots``."""
        del host, gap, lease
        return 0.0

    def free(self, host: str, *, gap: float) -> None:
        """See ``worker.fetching.throttle.Slots``."""

    def pause(self, host: str, seconds: float) -> None:
        """See ``worker.fetching.throttle.Slots``."""

    def robots(self, origin: str) -> bytes | None:
        """See ``worker.fetching.robots.Cache``."""
        del origin
        return None

    def keep_robots(self, origin: str, text: bytes, seconds: float) -> None:
        """See ``worker.fetching.robots.Cache``."""
