import {setTimeout as sleep} from 'node:timers/promises';

const TICK = 2;
const CROWDED_TICK = 10;
const CROWD = 50;

// Tells who waits for a task when the queue's store shows it as finished, as FinishWatch does: one question for all that
// are waited for, and none while nobody waits.
export class FinishWatch {
  #queue;
  #awaited = new Map();
  #watching = false;

  constructor(queue) {
    this.#queue = queue;
  }

  finish(id, end) {
    return new Promise((done, fail) => {
      this.#awaited.set(id, {done, fail, end});
      if (!this.#watching) {
        this.#watching = true;
        this.#watch();
      }
    });
  }

  async #watch() {
    while (this.#awaited.size > 0) {
      const asked = new Map(this.#awaited);
      try {
        const unfinished = await this.#queue.unfinishedOf([...asked.keys()]);
        asked.forEach((waiting, id) => this.#tell(id, waiting, unfinished.has(id)));
      } catch (error) {
        asked.forEach(({fail}, id) => {
          this.#awaited.delete(id);
          fail(error);
        });
      }
      await sleep(asked.size > CROWD ? CROWDED_TICK : TICK);
    }
    this.#watching = false;
  }

  #tell(id, {done, fail, end}, isUnfinished) {
    try {
      if (isUnfinished) {
        end.check(`task ${id} is unfinished`);
        return;
      }
      done();
    } catch (error) {
      fail(error);
    }
    this.#awaited.delete(id);
  }
}
