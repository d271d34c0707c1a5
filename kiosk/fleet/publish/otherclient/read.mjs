// Reads a repository with tuf-js, which shares nothing with this project:
// node read.mjs REPOSITORY ROOT CACHE TARGET... prints each target.
import { createServer } from "node:http";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const { Updater } = createRequire(join(process.cwd(), "/"))("tuf-js");
const [repository, root, cache, ...targets] = process.argv.slice(2);

const server = createServer((request, answer) => {
  try {
    answer.end(readFileSync(join(repository, new URL(request.url, "http://x").pathname)));
  } catch {
    answer.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const url = `http://127.0.0.1:${server.address().port}`;

mkdirSync(cache, { recursive: true });
copyFileSync(root, join(cache, "root.json"));
try {
  const client = new Updater({
    metadataDir: cache, metadataBaseUrl: `${url}/metadata`,
    targetDir: cache, targetBaseUrl: `${url}/targets`,
  });
  await client.refresh();
  for (const name of targets) {
    const target = await client.getTargetInfo(name);
    if (!target) throw new Error(`${name}: nobody signs for it`);
    const file = await client.downloadTarget(target, join(cache, name.replaceAll("/", "-")));
    console.log(`${name}: ${readFileSync(file).length} bytes, signed`);
  }
} catch (problem) {
  console.error(`refused: ${problem.name}: ${problem.message}`);
  process.exitCode = 1;
} finally {
  server.close();
  server.closeAllConnections();
}
