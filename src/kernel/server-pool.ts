import { ClassQueue, type QueueWatch } from "./class-queue.ts";
import type { Rows } from "./rows.ts";
import type { Simulation } from "./simulation.ts";

export interface ServerPoolOptions {
  readonly name: string;
  readonly servers: number;
  readonly classes: number;
  /** Rows that may wait; one more is refused. */
  readonly queueMax: number;
}

/**
 * A pool of c servers with service times in whole ms; classes are non-preemptive, first come first served inside a
 * class.
 */
export class ServerPool {
  servers: number;
  /** Rows in service. */
  busy = 0;
  readonly queue: ClassQueue;
  private readonly sim: Simulation;
  private readonly name: string;
  private readonly serviceMs: (row: number) => number;
  private readonly forward: (row: number) => void;
  private readonly refuse: (row: number) => void;
  private readonly watch: QueueWatch;
  private readonly port: number;

  constructor(
    sim: Simulation,
    rows: Rows,
    options: ServerPoolOptions,
    serviceMs: (row: number) => number,
    forward: (row: number) => void,
    refuse: (row: number) => void,
    watch: QueueWatch,
  ) {
    this.sim = sim;
    this.name = options.name;
    this.servers = this.checked(options.servers);
    this.queue = new ClassQueue(rows, options.classes, options.queueMax);
    this.serviceMs = serviceMs;
    this.forward = forward;
    this.refuse = refuse;
    this.watch = watch;
    this.port = sim.open(options.name, (row) => this.finish(row));
    for (const part of [this, this.queue]) sim.keep(part);
  }

  arrive(row: number, rank: number): void {
    if (this.busy < this.servers) this.start(row);
    else if (this.queue.push(row, rank)) this.watch.change(row, 1);
    else this.refuse(row);
  }

  /**
   * Changes the number of servers from now on. Fewer: those in service finish first. More: the waiting start at once.
   */
  setServers(servers: number): void {
    this.servers = this.checked(servers);
    while (this.busy < this.servers && this.queue.length > 0) this.startNext();
  }

  private checked(servers: number): number {
    if (!(servers >= 0)) throw new RangeError(`${this.name}: ${servers} servers`);
    return servers;
  }

  private startNext(): void {
    const row = this.queue.pop();
    this.watch.change(row, -1);
    this.start(row);
  }

  private start(row: number): void {
    this.busy++;
    this.sim.send(this.sim.now + this.serviceMs(row), this.port, row);
  }

  private finish(row: number): void {
    this.busy--;
    if (this.busy < this.servers && this.queue.length > 0) this.startNext();
    this.forward(row);
  }
}
