"""Git hosts with the interfaces that the editor in the browser asks: one repository each, with files by path.

What stands here is what the editor asks for, as https://docs.github.com/en/graphql, https://docs.gitlab.com/api/ and
https://docs.gitea.com/api/ tell of it, and no more.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page, Route

__all__ = ["HOSTS", "GitHost", "Saved"]

_FIRST, _SECOND = "c0ffee", "c0ffee2"
_WHEN = "2021-05-10T00:00:00Z"


@dataclass(frozen=True)
class Saved:
    """A file in a commit: on which branch, made of which, and what was done with it."""

    branch: str
    action: str
    path: str
    text: str


class GitHost:
    """What the hosts have in common: they answer a page, and keep what is saved and proposed."""

    settings: str
    """What `mkdocs.yml` says below `admin:`."""
    root: str
    """The address below which all of the host's interface lies."""
    has_proposals = True
    """Whether a change is a draft on a branch of its own first."""

    def __init__(self, page: Page, files: Mapping[str, str]) -> None:
        self.files = dict(files)
        self.saved: list[Saved] = []
        self.proposed: list[dict[str, Any]] = []
        self.unknown: list[str] = []
        page.route(f"{self.root}/**", self._answer)

    def _answer(self, route: Route) -> None:
        asked = route.request
        place = unquote(asked.url.removeprefix(self.root).partition("?")[0])
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*",
                   "Access-Control-Allow-Methods": "*"}  # fmt: skip
        if asked.method == "OPTIONS":
            route.fulfill(status=204, headers=headers)
            return
        said = asked.post_data_json if asked.post_data else {}
        answer = self.answer(asked.method, place, said)
        if answer is None:
            self.unknown.append(f"{asked.method} {place} {json.dumps(said)[:300]}")
        route.fulfill(status=200 if answer is not None else 404, json=answer or {}, headers=headers)

    def answer(self, method: str, place: str, said: Any) -> Any:
        """What the host answers; `None` for what it does not know."""
        raise NotImplementedError

    def _ids(self) -> dict[str, str]:
        return {path: f"{n:040x}" for n, path in enumerate(self.files)}

    def _tree(self) -> list[dict[str, Any]]:
        return [
            {"path": path, "sha": sha, "size": len(self.files[path].encode()), "type": "blob"}
            for path, sha in self._ids().items()
        ]


class GiteaHost(GitHost):
    """Gitea 1.24, and Forgejo."""

    settings = "{backend: gitea, repo: felles/portal, api_root: 'https://git.example/api/v1'}"
    root = "https://git.example/api/v1"
    has_proposals = False

    def answer(self, method: str, place: str, said: Any) -> Any:
        repo = "/repos/felles/portal"
        if (method, place) == ("POST", f"{repo}/contents"):
            for one in said["files"]:
                text = base64.b64decode(one["content"]).decode()
                self.saved.append(Saved(said["branch"], one["operation"], one["path"], text))
            files = [{"path": one["path"], "sha": "1"} for one in said["files"]]
            return {"commit": {"sha": _SECOND, "created": _WHEN}, "files": files}
        if place == f"{repo}/file-contents":
            return [{"path": path, "content": base64.b64encode(self.files[path].encode()).decode(),
                     "encoding": "base64", "sha": "0"} for path in said["files"]]  # fmt: skip
        return {
            "/version": {"version": "1.24.0"},
            "/user": {"id": 1, "login": "kari", "full_name": "Kari Dal", "email": "kari@fjordane.example"},
            "/settings/api": {"default_paging_num": 30},
            repo: {"default_branch": "main", "permissions": {"pull": True, "push": True}},
            f"{repo}/branches/main": {"commit": {"id": _FIRST, "message": "Første"}},
            f"{repo}/git/trees/{_FIRST}": {"tree": self._tree(), "truncated": False},
        }.get(place)


class GitHubHost(GitHost):
    """github.com."""

    settings = "{backend: github, repo: felles/portal}"
    root = "https://api.github.com"

    def answer(self, method: str, place: str, said: Any) -> Any:
        if place == "/graphql":
            return self._asked(said["query"], said.get("variables") or {})
        repo = "/repos/felles/portal"
        if (method, place) == ("POST", f"{repo}/pulls"):
            self.proposed.append(said)
            return {"number": 7, "node_id": "P7", "title": said["title"], "html_url": "https://github.com/felles/portal/7",
                    "head": {"sha": _SECOND}, "created_at": _WHEN, "updated_at": _WHEN}  # fmt: skip
        if (method, place) == ("POST", f"{repo}/issues/7/labels"):
            self.proposed[-1] |= said
            return {}
        return {
            "/user": {"id": 1, "login": "kari", "name": "Kari Dal", "email": "kari@fjordane.example"},
            f"{repo}/collaborators/kari": {},
            f"{repo}/git/trees/main": {"tree": self._tree()},
            f"{repo}/git/trees/{_FIRST}": {"tree": self._tree()},
        }.get(place)

    def _asked(self, query: str, given: dict[str, Any]) -> Any:
        if "createCommitOnBranch" in query:
            made = given["input"]
            for one in made["fileChanges"]["additions"]:
                text = base64.b64decode(one["contents"]).decode()
                self.saved.append(Saved(made["branch"]["branchName"], "update", one["path"], text))
            assert made["expectedHeadOid"] == _FIRST
            files = {name: {"oid": "1"} for name in re.findall(r"(file_\d+):", query)}
            return {"data": {"createCommitOnBranch": {"commit": {"oid": _SECOND, "committedDate": _WHEN, **files}}}}
        if "createRef" in query:
            assert given["input"]["oid"] == _FIRST
            return {"data": {"createRef": {"ref": {"name": given["input"]["name"]}}}}
        if "fork:" in query:
            return {"data": {"fork": {"id": "R1"}, "base": {"ref": {"target": {"oid": _FIRST}}}}}
        return {"data": {"repository": self._repository(query)}}

    def _repository(self, query: str) -> dict[str, Any]:
        """The fields of the repository that a query asks for."""
        by_id = {sha: path for path, sha in self._ids().items()}
        told: dict[str, Any] = {"defaultBranchRef": {"name": "main"}, "pullRequests": {"nodes": [], "totalCount": 0}}
        author = {"name": "Kari Dal", "email": "kari@fjordane.example", "user": None}
        first = {"oid": _FIRST, "message": "Første", "author": author, "committedDate": _WHEN}
        told["ref"] = {"target": {"oid": _FIRST, "history": {"nodes": [first]}}}
        for name, sha in re.findall(r'(\w+_\d+): object\(oid: "(\w+)"\)', query):
            told[name] = {"text": self.files[by_id[sha]], "isTruncated": False} if sha in by_id else {}
        for name in re.findall(r"(commit_\d+): ref\(", query):
            told[name] = told["ref"]
        return told


class GitLabHost(GitHost):
    """gitlab.com, and GitLab of one's own."""

    settings = "{backend: gitlab, repo: felles/portal}"
    root = "https://gitlab.com/api"

    def answer(self, method: str, place: str, said: Any) -> Any:
        if place == "/graphql":
            return {"data": {"project": {"repository": self._repository(said["query"], said.get("variables") or {})}}}
        project = "/v4/projects/felles/portal"
        if (method, place) == ("POST", f"{project}/repository/commits"):
            assert said["start_branch"] == "main"
            for one in said["actions"]:
                text = one["content"] if one["encoding"] == "text" else base64.b64decode(one["content"]).decode()
                self.saved.append(Saved(said["branch"], one["action"], one["file_path"], text))
            return {"id": _SECOND, "committed_date": _WHEN}
        if (method, place) == ("POST", f"{project}/merge_requests"):
            self.proposed.append({**said, "head": said["source_branch"], "base": said["target_branch"]})
            return {"iid": 7, "id": 7, "web_url": "https://gitlab.com/felles/portal/7", "sha": _SECOND,
                    "created_at": _WHEN, "updated_at": _WHEN}  # fmt: skip
        kari = {"id": 1, "username": "kari", "name": "Kari Dal", "email": "kari@fjordane.example"}
        return {
            "/v4/user": kari,
            f"{project}/users": [kari],
            f"{project}/merge_requests": [],
            f"{project}/deployments": [],
            f"{project}/repository/branches/main": {"commit": {"id": _FIRST}},
            f"{project}/repository/commits/{_FIRST}/statuses": [],
            f"{project}/repository/commits/{_SECOND}/statuses": [],
        }.get(place)

    def _repository(self, query: str, given: dict[str, Any]) -> dict[str, Any]:
        if "rootRef" in query:
            return {"rootRef": "main"}
        if "lastCommit" in query:
            return {"tree": {"lastCommit": {"sha": _FIRST, "message": "Første"}}}
        if "blobs(after" in query:
            page = {"endCursor": "", "hasNextPage": False}
            return {"tree": {"blobs": {"nodes": self._tree(), "pageInfo": page}}}
        return {"blobs": {"nodes": [{"path": path, "rawTextBlob": self.files[path]} for path in given["paths"]]}}


HOSTS: dict[str, type[GitHost]] = {"github": GitHubHost, "gitlab": GitLabHost, "gitea": GiteaHost}
