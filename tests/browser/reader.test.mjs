/** The voice of the tablet without a browser: in order, one at a time, and calm when a recording does not play. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Reader } from "../../kiosk/citizen/audio.mjs";

const CONFIG = {
  languages: [
    { code: "vi", audio: { "question-1": "/q1", "face-1": "/f1", "face-2": "/f2" } },
    { code: "en" },
  ],
};
const KEYS = ["question-1", "face-1", "no-such", "face-2"];

/** A reader with players that a test ends by hand. */
function reader() {
  const players = [];
  const makePlayer = (address) => {
    const player = new EventTarget();
    Object.assign(player, { address, volume: 0.2, isPlaying: false });
    player.play = async () => {
      player.isPlaying = true;
    };
    player.pause = () => {
      player.isPlaying = false;
    };
    player.says = (name) => player.dispatchEvent(new Event(name));
    players.push(player);
    return player;
  };
  return { voice: new Reader({ config: CONFIG, makePlayer }), players };
}

const settle = () => new Promise((wake) => setImmediate(wake));

test("it knows what has been recorded, in each language", () => {
  const { voice } = reader();
  assert.equal(voice.has("vi", "face-1"), true);
  for (const [lang, key] of [["vi", "thanks"], ["en", "face-1"], ["jra", "face-1"], ["vi", "constructor"]]) {
    assert.equal(voice.has(lang, key), false, `${lang} ${key}`);
  }
});

test("it reads in order, each at full volume, and passes over what is not there", async () => {
  const { voice, players } = reader();
  const told = [];
  const done = voice.play("vi", KEYS, (key) => told.push(key));
  for (const name of ["ended", "error", "ended"]) {
    await settle();
    const player = players.at(-1);
    assert.equal(player.volume, 1);
    assert.deepEqual(players.filter(({ isPlaying }) => isPlaying), [player], "one voice at a time");
    player.says(name);
  }
  await done;
  assert.deepEqual(told, ["question-1", "face-1", "face-2", null]);
  assert.deepEqual(players.map(({ address }) => address), ["/q1", "/f1", "/f2"]);
});

test("stopped, it is silent at once and tells no more", async () => {
  const { voice, players } = reader();
  const told = [];
  const done = voice.play("vi", KEYS, (key) => told.push(key));
  await settle();
  voice.stop();
  assert.equal(players[0].isPlaying, false);
  await done;
  assert.deepEqual(told, ["question-1"]);
  assert.equal(players.length, 1);
});

test("asked again, it begins anew and leaves the first reading", async () => {
  const { voice, players } = reader();
  const told = [];
  const first = voice.play("vi", KEYS, (key) => told.push(["first", key]));
  await settle();
  const second = voice.play("vi", ["face-2"], (key) => told.push(["second", key]));
  await first;
  await settle();
  assert.deepEqual(players.map(({ isPlaying }) => isPlaying), [false, true]);
  players[1].says("ended");
  await second;
  assert.deepEqual(told, [["first", "question-1"], ["second", "face-2"], ["second", null]]);
});

test("a recording that hangs does not hold the others up", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { voice, players } = reader();
  const done = voice.play("vi", ["question-1", "face-1"], mock.fn());
  await settle();
  context.mock.timers.tick(5_000);
  players[0].says("timeupdate");
  context.mock.timers.tick(5_000);
  await settle();
  assert.equal(players.length, 1, "it goes on as long as it plays");
  context.mock.timers.tick(5_000);
  await settle();
  players[1].says("ended");
  await done;
});

test("a browser that refuses to play leaves the tablet calm", async () => {
  const makePlayer = () =>
    Object.assign(new EventTarget(), { play: () => Promise.reject(new Error("not allowed")), pause: () => {} });
  const voice = new Reader({ config: CONFIG, makePlayer });
  const told = [];
  await voice.play("vi", KEYS, (key) => told.push(key));
  assert.deepEqual(told, ["question-1", "face-1", "face-2", null]);
});
