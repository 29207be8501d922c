"""Writes a site by two workers of a cluster that is this machine: `cluster ROOT MOMENT FOLDER`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from distributed import Client, LocalCluster

import portal.site.writing
from portal.site.building import build_site
from portal.site.writing import write_site
from portal.source.settings import read_settings

if __name__ == "__main__":
    root = Path(sys.argv[1])
    portal.site.writing._SHARE = 40
    site = build_site(root, read_settings(root), moment=dt.datetime.fromisoformat(sys.argv[2]))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        write_site(site, Path(sys.argv[3]), executor=client.get_executor())
