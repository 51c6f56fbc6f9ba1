import { EMPTY } from './compare'
import { field, isArray, isDoc, type Doc, type Value } from './types'

/** Dotted paths and how they run through arrays. Source: MongoDB manual, "Query an Array of Embedded Documents"; element iterator of the server. */
export type Path = readonly string[]

const split = new Map<string, Path>()

/** A dotted path cut into its names; remembered, since the same few come again and again. */
export function pathOf(text: string): Path {
  let path = split.get(text)
  if (!path) {
    path = text.split('.')
    if (split.size > 10_000) split.clear()
    split.set(text, path)
  }
  return path
}

const INDEX = /^(0|[1-9]\d*)$/

/** The array position that a name in a path stands for, or -1. */
export const indexOf = (name: string): number => (INDEX.test(name) ? Number(name) : -1)

type Test = (value: Value) => boolean

function atLeaf(value: Value, expand: boolean, test: Test): boolean {
  if (expand && isArray(value)) for (const item of value) if (test(item)) return true
  return test(value)
}

function inDoc(doc: Doc, path: Path, at: number, expand: boolean, test: Test): boolean {
  const value = field(doc, path[at] as string)
  if (at + 1 === path.length) return atLeaf(value, expand, test)
  if (isDoc(value)) return inDoc(value, path, at + 1, expand, test)
  if (isArray(value)) return inArray(value, path, at + 1, expand, test)
  return test(undefined)
}

function inArray(array: Value[], path: Path, at: number, expand: boolean, test: Test): boolean {
  for (const item of array) if (isDoc(item) && inDoc(item, path, at, expand, test)) return true
  const index = indexOf(path[at] as string)
  if (index < 0 || index >= array.length) return false
  const item = array[index]
  // A path that ends in an array position means that element itself, not what is in it.
  if (at + 1 === path.length) return test(item)
  if (isDoc(item)) return inDoc(item, path, at + 1, expand, test)
  return isArray(item) && inArray(item, path, at + 1, expand, test)
}

/**
 * True as soon as one value at the path passes the test. Arrays on the way stand for their elements; with `expand`
 * an array at the end stands for its elements and for itself. A path that is not there is tested once as undefined.
 */
export const someAt = (doc: Doc, path: Path, expand: boolean, test: Test): boolean => inDoc(doc, path, 0, expand, test)

/** The values that a path has for sorting and in an index: elements of arrays, EMPTY for an empty one, null for a missing field. */
export function keysAt(doc: Doc, path: Path): Value[] {
  const first = field(doc, path[0] as string)
  // The usual case: a plain field.
  if (path.length === 1 && !isArray(first)) return [first ?? null]
  const found: Value[] = []
  collect(doc, path, 0, found)
  return found.length === 0 ? [null] : found
}

function collect(value: Value, path: Path, at: number, into: Value[]): void {
  if (at === path.length) {
    if (!isArray(value)) into.push(value ?? null)
    else if (value.length === 0) into.push(EMPTY)
    else for (const item of value) into.push(item)
    return
  }
  const name = path[at] as string
  if (isDoc(value)) return collect(field(value, name), path, at + 1, into)
  if (!isArray(value)) {
    into.push(null)
    return
  }
  const index = indexOf(name)
  if (index >= 0 && index < value.length) {
    const item = value[index]
    if (at + 1 === path.length) into.push(item ?? null)
    else collect(item, path, at + 1, into)
    return
  }
  for (const item of value) if (isDoc(item)) collect(item, path, at, into)
}

/** Where the first array on a path lies, as names; null where there is none. */
export function arrayOn(doc: Doc, path: Path): Path | null {
  let value: Value = doc
  for (let i = 0; i < path.length; i++) {
    const name = path[i] as string
    if (isArray(value)) value = value[indexOf(name)]
    else if (isDoc(value)) value = field(value, name)
    else return null
    if (isArray(value) && (i + 1 === path.length || indexOf(path[i + 1] as string) < 0)) return path.slice(0, i + 1)
  }
  return null
}

/** True when an array lies on the path: then one document can have several keys. */
export const crossesArray = (doc: Doc, path: Path): boolean => arrayOn(doc, path) !== null

/** The value at a path of plain fields and positions. */
export const valueAt = (doc: Doc, path: Path): Value => path.reduce<Value>((value, name) => (isArray(value) ? value[indexOf(name)] : isDoc(value) ? field(value, name) : undefined), doc)

/** A copy of the document with another value at such a path. */
export function withValue(doc: Doc, path: Path, item: Value): Doc {
  const put = (value: Value, at: number): Value => {
    const name = path[at]
    if (name === undefined) return item
    if (isArray(value)) return value.map((old, i) => (i === indexOf(name) ? put(old, at + 1) : old))
    return isDoc(value) ? { ...value, [name]: put(value[name], at + 1) } : value
  }
  return put(doc, 0) as Doc
}
