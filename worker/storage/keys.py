"""Every key in the store, under one prefix. A key that is not named here does not exist.

    key                         type    what it holds                                     lifetime
    P:job:ID                    hash    one job; s:ID a subscriber, v:ID served,          job_days after its end
                                        d:ID an ended delivery
    P:text:ID                   string  the fetched page, compressed                      until its job ends
    P:url:HASH                  string  the newest job of a URL                           url_days
    P:jobs:waiting:fetch        zset    jobs whose fetch message is under way, by the     while they wait
                                        time it was sent
    P:jobs:waiting:extract      zset    the same for extract                              while they wait
    P:jobs:running              zset    jobs that a worker began on, by the time it did   while it runs
    P:jobs:due                  zset    jobs that were put back, by the time they are due until then
    P:jobs:failures             zset    failed and dead jobs, by the time of their end    job_days
    P:jobs:counts               hash    how many jobs are in each state; marks            for ever
    P:article:ID                hash    an article's revision and its event               url_days after the last
    P:article-of:HASH           string  the article that a URL belongs to                 url_days after the last
    P:seen:HASH                 string  validators and event of the page at a URL          url_days after the last
    P:host:HOST                 hash    whose turn it is to ask a host                     a minute after its last turn
    P:robots:HASH               string  a site's robots.txt                                robots_ttl
    P:event:ID                  string  an event's exact bytes, compressed                 job_days after its last attempt
    P:delivery:ID               hash    one delivery; its id is the webhook-id             job_days after its end
    P:delivery:ID:attempts      list    its attempts, as JSON, long ones compressed        job_days after the last
    P:deliveries:due            zset    endpoints with pending deliveries, by the time     until they end
                                        of the next one
    P:endpoints                 set     ids of the endpoints that get every event          for ever
    P:endpoint:ID               hash    one endpoint: URL, secrets, breaker                for ever; of a submission's
                                                                                           webhook as its events
    P:endpoint:ID:due           zset    its pending deliveries, by the time they are due   until they end
    P:endpoint:ID:slots         zset    deliveries in flight to it, by the end of lease    while they are
    P:endpoint:ID:deliveries    zset    its deliveries, by the time they were made         job_days and the schedule

    P:feed:HASH                 hash    what the watcher knows of a feed                   url_days after it was read
    P:feed:HASH:seen            zset    URLs that stood in it, by the time they were seen  url_days after the last

The queues themselves (``fetch``, ``extract``, ``deliver``, ``unacked``, ``unacked_index``, ``_kombu.*``) are
Celery's and carry no prefix.
"""

import hashlib

DAY = 86_400  # seconds


def url_hash(key: str) -> str:
    """A sameness key as part of a key's name: 128 bits of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class Keys:
    """The names, made from the prefix (``DATELINE_STORE__PREFIX``)."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.jobs = f"{prefix}:job:"
        self.texts = f"{prefix}:text:"
        self.articles = f"{prefix}:article:"
        self.waiting_fetch = f"{prefix}:jobs:waiting:fetch"
        self.waiting_extract = f"{prefix}:jobs:waiting:extract"
        self.running = f"{prefix}:jobs:running"
        self.due = f"{prefix}:jobs:due"
        self.failures = f"{prefix}:jobs:failures"
        self.counts = f"{prefix}:jobs:counts"
        self.ledger_sets = [
            self.waiting_fetch,
            self.waiting_extract,
            self.running,
            self.due,
            self.counts,
            self.failures,
        ]
        self.deliveries = f"{prefix}:delivery:"
        self.deliveries_due = f"{prefix}:deliveries:due"
        self.endpoints = f"{prefix}:endpoints"

    def job(self, job_id: str) -> str:
        """One job."""
        return self.jobs + job_id

    def text(self, job_id: str) -> str:
        """The page of a job."""
        return self.texts + job_id

    def url(self, key: str) -> str:
        """The newest job of a URL, by its sameness key."""
        return f"{self.prefix}:url:{url_hash(key)}"

    def article(self, article_id: str) -> str:
        """One article."""
        return self.articles + article_id

    def article_of(self, key: str) -> str:
        """The article of a URL, by its sameness key."""
        return f"{self.prefix}:article-of:{url_hash(key)}"

    def seen(self, url: str) -> str:
        """What is remembered of the page at exactly this URL."""
        return f"{self.prefix}:seen:{url_hash(url)}"

    def host(self, host: str) -> str:
        """The turns of one host."""
        return f"{self.prefix}:host:{host}"

    def robots(self, digest: str) -> str:
        """The robots.txt of one origin."""
        return f"{self.prefix}:robots:{digest}"

    def event(self, event_id: str) -> str:
        """The bytes of one event."""
        return f"{self.prefix}:event:{event_id}"

    def delivery(self, delivery_id: str) -> str:
        """One delivery."""
        return self.deliveries + delivery_id

    def endpoint(self, endpoint_id: str) -> str:
        """One endpoint."""
        return f"{self.prefix}:endpoint:{endpoint_id}"

    def feed(self, digest: str) -> str:
        """A feed that is watched."""
        return f"{self.prefix}:feed:{digest}"
