/** Sensitive acts: when the server asks for a second factor, the person is asked, and then the act goes on. */
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { SecondFactorSheet } from '../components/second-factor'
import { call, CallError, sentenceOf } from './cloud'
import { open } from './nav'
import { proveBySoter, soterModes } from './soter'

interface Asking { enrolled: boolean; modes: ('fingerPrint' | 'facial')[] }

export interface Sensitive {
  /** Give it to useAction: `useAction('posts.appoint', { guard: sensitive.guard })`. Null where the person stopped. */
  guard: <T>(work: () => Promise<T>) => Promise<T | null>
  /** Give it to Page's `over`. */
  sheet: ReactNode
}

export function useSensitive(): Sensitive {
  const [asking, setAsking] = useState<Asking | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const settle = useRef<(proved: boolean) => void>(() => undefined)

  const close = useCallback((proved: boolean) => {
    setAsking(null)
    setError(null)
    settle.current(proved)
  }, [])

  const guard = useCallback(async function <T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (thrown) {
      const code = thrown instanceof CallError ? thrown.code : null
      if (code !== 'secondFactorNeeded' && code !== 'secondFactorNotSet') throw thrown
      const modes = await soterModes()
      const proved = await new Promise<boolean>((resolve) => {
        settle.current = resolve
        setAsking({ enrolled: code === 'secondFactorNeeded', modes })
      })
      return proved ? await work() : null
    }
  }, [])

  const prove = useCallback(async (way: () => Promise<boolean>) => {
    setBusy(true)
    setError(null)
    try {
      if (await way()) close(true)
    } catch (thrown) {
      setError(sentenceOf(thrown))
    } finally {
      setBusy(false)
    }
  }, [close])

  const sheet = (
    <SecondFactorSheet
      open={asking !== null}
      enrolled={asking?.enrolled ?? false}
      soter={(asking?.modes.length ?? 0) > 0}
      busy={busy}
      error={error}
      onCode={(code) => void prove(async () => { await call('session.prove', { code }); return true })}
      onSoter={() => void prove(() => proveBySoter(asking?.modes ?? []))}
      onSetUp={() => { close(false); open('/pages/organisations/factor/index') }}
      onClose={() => close(false)}
    />
  )
  return { guard, sheet }
}
