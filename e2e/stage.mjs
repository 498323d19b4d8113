// A server whose time the story moves: months pass between a seizure and the court.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";

/** Starts the demo county at nine in the morning of 9 March 2026. */
export async function stage(root, port) {
  const program = process.env.STAGE ?? join(root, "target/debug/examples/stage");
  const server = spawn(program, [`127.0.0.1:${port}`], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const started = await lines.next();
  if (started.done) throw new Error("the stage did not start");
  const password = started.value.split(" ")[1];
  return {
    base: `http://127.0.0.1:${port}`,
    password,
    /** Lets minutes pass and answers the moment it has become, as a clock on the wall shows it. */
    async pass(minutes) {
      server.stdin.write(`${minutes}\n`);
      const { value } = await lines.next();
      return new Date(new Date(value).getTime() + 8 * 3600e3).toISOString().slice(0, 16);
    },
    async end() {
      server.stdin.end();
      if (server.exitCode === null) await new Promise((done) => server.once("exit", done));
    },
  };
}
