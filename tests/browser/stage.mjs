/**
 * What most files of tests begin with: the program on an empty database, a network before it that can be made bad, and
 * a browser. Each file has its own, from its first test to its last.
 */
import { after, before } from "node:test";
import { Browser, Program } from "./harness.mjs";
import { Proxy } from "./proxy.mjs";

/** @type {Program} */
export let program;
/** @type {Proxy} */
export let proxy;
/** @type {Browser} */
export let browser;

/** Has them started before the tests of this file. @param {{whole?: boolean}} [kind] of browser */
export function setStage(kind) {
  before(async () => {
    program = await Program.start(["serve"]);
    proxy = await Proxy.start(program);
    browser = await Browser.start(kind);
  });
  after(async () => {
    await browser?.stop();
    await proxy?.stop();
    await program?.stop();
  });
}
