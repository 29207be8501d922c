/* The portal on this machine, as the folder of files that the editor asks the browser for: `portal serve --admin` reads
   and writes them. The key of this run came with the address, and stays with this window. */

const KEY = "portal.key";

class RemoteFile {
  kind = "file";

  constructor(files, path) {
    this.files = files;
    this.path = path;
    this.name = path.split("/").at(-1);
  }

  async getFile() {
    if (this.written !== undefined) return new File([this.written], this.name);
    const answer = await this.files.ask(this.path);
    return new File([await answer.blob()], this.name, { lastModified: this.files.known.get(this.path) || 0 });
  }

  async createWritable() {
    const parts = [];
    return {
      write: async (data) => parts.push(data),
      close: async () => {
        this.written = new Blob(parts);
        if (!this.name.startsWith(".")) await this.files.put(this.path, this.written);
      },
    };
  }

  async move(folder, name) {
    this.path = folder.path ? `${folder.path}/${name}` : name;
    this.name = name;
    await this.files.put(this.path, this.written);
  }
}

class RemoteFolder {
  kind = "directory";

  constructor(files, path) {
    this.files = files;
    this.path = path;
    this.name = path.split("/").at(-1);
  }

  below(name) {
    return this.path ? `${this.path}/${name}` : name;
  }

  async *entries() {
    const begin = this.path ? `${this.path}/` : "";
    const names = new Map();
    for (const path of this.files.known.keys()) {
      if (!path.startsWith(begin)) continue;
      const [name, ...more] = path.slice(begin.length).split("/");
      names.set(name, more.length ? new RemoteFolder(this.files, begin + name) : new RemoteFile(this.files, path));
    }
    yield* names;
  }

  async getDirectoryHandle(name) {
    return new RemoteFolder(this.files, this.below(name));
  }

  async getFileHandle(name, { create = false } = {}) {
    const path = this.below(name);
    if (!create && !this.files.known.has(path)) throw new DOMException(path, "NotFoundError");
    return new RemoteFile(this.files, path);
  }

  async removeEntry(name) {
    throw new DOMException(this.below(name), "NoModificationAllowedError");
  }
}

class RemoteFiles {
  constructor(key) {
    this.key = key;
    this.known = new Map();
  }

  async ask(path, more = {}) {
    const at = `files/${path.split("/").map(encodeURIComponent).join("/")}`;
    const answer = await fetch(at, { ...more, headers: { Authorization: `Bearer ${this.key}` } });
    if (!answer.ok) throw new DOMException(await answer.text(), answer.status === 404 ? "NotFoundError" : "NotAllowedError");
    return answer;
  }

  async list() {
    this.known = new Map(Object.entries(await (await this.ask("")).json()));
  }

  async put(path, body) {
    await this.ask(path, { method: "PUT", body });
    this.known.set(path, Date.now());
  }
}

/** Let the editor have the portal's files where it would have a folder of the browser's own. */
export function localFiles() {
  const given = new URLSearchParams(location.search).get("key");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.hash);
  }
  const files = new RemoteFiles(sessionStorage.getItem(KEY) || "");
  navigator.storage.getDirectory = async () => {
    await files.list();
    return { getDirectoryHandle: async () => new RemoteFolder(files, "") };
  };
  localStorage.setItem("sveltia-cms.user", JSON.stringify({ backendName: "test-repo" }));
}
