import { Disk } from './disk'
import { Environment, type CollectionSpec } from './environment'

/** All environments of one data folder. Each is loaded when it is first used, with the declared collections. */
export class Store {
  private readonly disk: Disk
  private readonly environments = new Map<string, Promise<Environment>>()
  private readonly loaded = new Set<Environment>()
  private lastNumber = 0

  constructor(
    folder: string,
    private readonly declared: readonly CollectionSpec[],
    sync = true,
  ) {
    this.disk = new Disk(folder, sync)
    // Memory is ahead of a disk that refused: forget it, what lasts is read again at the next use.
    this.disk.onFailure = () => {
      for (const env of this.loaded) env.retire()
      this.environments.clear()
      this.loaded.clear()
    }
    for (const { value } of this.disk.range(['env'])) this.lastNumber = Math.max(this.lastNumber, Number(value))
  }

  environment(name: string): Promise<Environment> {
    let env = this.environments.get(name)
    if (!env) {
      env = this.load(name)
      this.environments.set(name, env)
      env.catch(() => this.environments.delete(name))
    }
    return env
  }

  private async load(name: string): Promise<Environment> {
    const known = this.disk.get(['env', name])
    const number = known === undefined ? ++this.lastNumber : Number(known)
    if (known === undefined) await this.disk.write([{ key: ['env', name], value: String(number) }])
    const env = new Environment(name, number, this.disk)
    this.loaded.add(env)
    await Promise.all(this.declared.map((spec) => env.declare(spec)))
    return env
  }

  /** The names of every environment in the folder. */
  names(): string[] {
    return [...this.disk.range(['env'])].map(({ key }) => String(key[1]))
  }

  async close(): Promise<void> {
    for (const env of this.loaded) env.abortAll('was aborted: the local cloud is closing')
    await this.disk.close()
  }
}
