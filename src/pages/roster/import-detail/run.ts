/** Carries a commit or an undo through: asks again until it is done, and watches how far it is meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, CallError, sentenceOf } from '../../../services/cloud'
import { noteWrite } from '../../../services/query'
import type { Status } from '../imports'

type Work = 'imports.commit' | 'imports.undo'
/** How often the progress is read while a call is out, and how long is waited after one that did not get through. */
const LOOK = 1500
const PAUSE = 3000
const TRIES = 5

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const ends = { 'imports.commit': 'done', 'imports.undo': 'undone' } as const
const workOf = (status: Status | null): Work | null => (status?.state === 'committing' ? 'imports.commit' : status?.state === 'undoing' ? 'imports.undo' : null)

export interface Run {
  running: boolean
  /** Why it cannot go on; null while it can. */
  failure: string | null
  start: (work: Work) => void
}

/**
 * Work that is under way goes on by itself: here, and by the server's own timer once this page is left. Repeating
 * a call is safe, so one that got no answer is sent again; another worker's turn (`importBusy`) is waited for.
 */
export function useImportRun(status: Status | null, put: (status: Status) => void): Run {
  const [running, setRunning] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const alive = useRef(true)
  const busy = useRef(false)
  const id = status?.id
  useEffect(() => () => { alive.current = false }, [])

  const look = useCallback(async (importId: string) => {
    try {
      const now = await call('imports.status', { importId })
      if (alive.current) put(now)
      return now
    } catch {
      return null
    }
  }, [put])

  const start = useCallback((work: Work) => {
    if (busy.current || !id) return
    busy.current = true
    setRunning(true)
    setFailure(null)
    const watch = setInterval(() => void look(id), LOOK)
    const go = async (): Promise<void> => {
      for (let misses = 0; alive.current;) {
        try {
          const now = await call(work, { importId: id })
          misses = 0
          noteWrite()
          if (alive.current) put(now)
          if (workOf(now) !== work) return
        } catch (error) {
          // Somebody or something else may have finished it meanwhile.
          if ((await look(id))?.state === ends[work]) return
          const code = error instanceof CallError ? error.code : 'internal'
          misses += code === 'importBusy' ? 0 : 1
          if ((code !== 'unavailable' && code !== 'importBusy') || misses > TRIES) throw error
          await wait(PAUSE)
        }
      }
    }
    void go().catch((error: unknown) => { if (alive.current) setFailure(sentenceOf(error)) }).finally(() => {
      clearInterval(watch)
      busy.current = false
      if (alive.current) setRunning(false)
    })
  }, [id, look, put])

  // A page that is opened in the middle of it takes part.
  const under = workOf(status)
  useEffect(() => {
    if (under && !failure) start(under)
  }, [under, failure, start])
  return { running, failure, start }
}
