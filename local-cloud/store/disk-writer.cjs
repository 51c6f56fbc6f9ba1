'use strict'
/**
 * The thread that writes to the disk: plain JavaScript, so that it starts without a compiler. Each message is one
 * transaction of the store, committed and synced before it is answered. A thread of its own, because lmdb's own
 * asynchronous writing ends the process when the disk is full, and its synchronous one would hold up every request.
 * Messages in: {keys, values} (null removes), {close}. Out: {opened | done | error | closed}.
 */
const { parentPort, workerData } = require('node:worker_threads')
const { existsSync, statfsSync } = require('node:fs')
const { open } = require('lmdb')

let db
try {
  db = open(workerData.options)
  parentPort.postMessage({ opened: true })
} catch (error) {
  parentPort.postMessage({ error: error.message })
  process.exit()
}

parentPort.on('message', ({ keys, values, close }) => {
  if (close) {
    db.close().then(() => {
      parentPort.postMessage({ closed: true })
      parentPort.close()
    })
    return
  }
  try {
    // What is written to a deleted file is lost with the process, so it must not be acknowledged.
    if (!existsSync(workerData.options.path)) throw new Error('the data folder was removed while the local cloud runs on it')
    db.transactionSync(() => {
      for (let i = 0; i < keys.length; i++) {
        if (values[i] === null) db.removeSync(keys[i])
        else db.putSync(keys[i], values[i])
      }
    })
    parentPort.postMessage({ done: true })
  } catch (error) {
    parentPort.postMessage({ error: `${error.message}${room()}` })
  }
})

/** lmdb calls a full disk an input/output error. */
function room() {
  try {
    const { bavail, bsize } = statfsSync(workerData.options.path)
    return bavail * bsize < 1024 * 1024 ? ': no space left on the disk' : ''
  } catch {
    return ''
  }
}
