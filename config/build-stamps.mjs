// Remembers from which inputs a part of dist/ was built, so that nothing is built twice; one builder per part at a time.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './install.mjs'

const stamps = join(root, 'dist/.stamps')

/** A hash over files and folders (relative to the project) and over words such as settings from the environment. */
export function hashOf(paths, words = []) {
  const hash = createHash('sha256').update(JSON.stringify(words))
  for (const file of paths.flatMap((path) => filesIn(join(root, path)))) {
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesIn(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesIn(join(path, name)))
}

const readOr = (file, otherwise) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

/** Whether a part's outputs are there and were built from these inputs. */
export const isFresh = (part, hash, outputs) =>
  readOr(join(stamps, part), '') === hash && outputs.every((output) => statSync(join(root, output), { throwIfNoEntry: false }))

/** Runs `build` while no other process builds the same part; the stamp is there only when the build was finished. */
export async function stamped(part, hash, outputs, force, build) {
  const release = await lock(part)
  try {
    // Another process may have built it while this one waited.
    if (!force && isFresh(part, hash, outputs)) return false
    rmSync(join(stamps, part), { force: true })
    await build()
    writeFileSync(join(stamps, part), hash)
    return true
  } finally {
    release()
  }
}

async function lock(part) {
  mkdirSync(stamps, { recursive: true })
  const file = join(stamps, `${part}.lock`)
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = Number(readOr(file, ''))
      if (holder && !isAlive(holder)) rmSync(file, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
