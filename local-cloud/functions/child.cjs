'use strict'
/**
 * The process of one cloud function: plain JavaScript, so that it starts without a compiler. Several calls run in it
 * at once; each has a context of its own, and nothing of a caller goes into the environment.
 * Messages in: {id, event, context} as text, {ping}. Out: {id, result | error}, {pong}, {ready} or {broken}.
 */
const { AsyncLocalStorage } = require('node:async_hooks')
const http = require('node:http')
const { pathToFileURL } = require('node:url')

const file = process.argv[2]
const cloud = process.argv[3]
const calls = new AsyncLocalStorage()

// Marks the requests of the SDK with the call that they belong to, so that the cloud can count operations per call.
const request = http.request
http.request = function marked(...args) {
  const sent = request.apply(this, args)
  const call = calls.getStore()
  const target = typeof args[0] === 'string' ? args[0] : args[0] instanceof URL ? args[0].href : ''
  if (call && target.startsWith(cloud) && !sent.headersSent) sent.setHeader('x-local-call', call)
  return sent
}

const describe = (error) =>
  error instanceof Error
    ? { message: error.message, stack: String(error.stack), code: error.code }
    : { message: typeof error === 'string' ? error : (error && error.message) || JSON.stringify(error) || String(error), stack: (error && error.stack) || '' }

let main
async function load() {
  let loaded
  try {
    loaded = require(file)
  } catch (error) {
    if (!error || error.code !== 'ERR_REQUIRE_ESM') throw error
    loaded = await import(pathToFileURL(file).href)
  }
  main = loaded.main || (loaded.default && loaded.default.main)
  if (typeof main !== 'function') throw new Error(`${file} does not export a function named main`)
}

async function run({ id, event, context }) {
  try {
    const result = await calls.run(id, () => main(JSON.parse(event), context))
    process.send({ id, result: result === undefined ? 'null' : JSON.stringify(result) })
  } catch (error) {
    process.send({ id, error: describe(error) })
  }
}

process.on('message', (message) => {
  if (message.ping) process.send({ pong: message.ping })
  else void run(message)
})
process.on('disconnect', () => process.exit(0))

load().then(
  () => process.send({ ready: true }),
  (error) => process.send({ broken: describe(error) }, () => process.exit(1)),
)
