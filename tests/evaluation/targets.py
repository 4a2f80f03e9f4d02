"""The figures to reach and the best peers that can be run, as the design gives them (whole sets, same scorers)."""

TARGETS = {
    "seed entities clustered right": "14/14",
    "seed roles": "6/6",
    "seed quotes found": "11/11",
    "seed speakers right": "10/11",
    "seed quantities": "6/6",
    "seed times": "8/10",
    "seed core statements": "22/25",
    "seed statements precision": ".75",
}
PEERS: dict[str, str] = {}
