/** A gate between the functions and the database, at which a function can die: at its nth request, before or after the database heard it. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cloudUrl } from './api'

/** Requests that still go through; null: all. At zero one is lost, and every one after it. */
let left: number | null = null
/** Whether the last request reaches the database and only its answer is lost. */
let answerLost = false
/** Transactions that the function has begun. */
const begun = new Set<string>()
let gate: Server

/** Puts the gate before the database. Call after `startApi()` and before anything is asked of the database. */
export async function openGate(): Promise<void> {
  gate = createServer((incoming, outgoing) => {
    const dying = left === 0
    if (left !== null) left = Math.max(left - 1, -1)
    if (left === -1 && !(dying && answerLost)) return void incoming.socket.destroy()
    const passed = request(cloudUrl() + incoming.url, { method: incoming.method, headers: incoming.headers }, answer => {
      if (dying) return void incoming.socket.destroy()
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.on('data', (piece: Buffer) => /"transactionId":"([^"]+)"/.exec(piece.toString())?.slice(1).forEach(id => begun.add(id)))
      answer.pipe(outgoing)
    })
    incoming.pipe(passed)
  })
  await new Promise<void>(resolve => { gate.listen(0, '127.0.0.1', resolve) })
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/admin` })
}

/** Takes the gate away again. Call before `stopApi()`. */
export async function closeGate(): Promise<void> {
  // The SDK's timers that complain of slow answers outlive the requests that failed.
  await new Promise(resolve => setTimeout(resolve, 3100))
  gate.closeAllConnections()
  gate.close()
}

/** Lets the function die at its request `n` from 0; `lost`: the database hears that one and only its answer is lost. False where the work ended before. */
export async function dieAt(n: number, lost: boolean, work: () => Promise<unknown>): Promise<boolean> {
  left = n
  answerLost = lost
  await work().catch(() => undefined)
  const died = left === -1
  left = null
  // What the database does by itself half a minute after a function's death.
  for (const transactionId of begun) await fetch(`${cloudUrl()}/admin`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action: 'database.abortTransaction', envName: 'test', transactionId }) })
  begun.clear()
  return died
}
