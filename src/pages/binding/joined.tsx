import { Button } from '../../components/button'
import { Result } from '../../components/result'
import { open, replace } from '../../services/nav'
import { takePending } from '../../services/pending'
import { refreshSession } from '../../services/session'

interface Props { name: string; organisation: string; waitsForConfirmation: boolean }

/** The person is in: says so, and goes on to the card that was opened before joining. */
export function Joined({ name, organisation, waitsForConfirmation }: Props) {
  const goOn = async (): Promise<void> => {
    const scene = takePending()
    await refreshSession()
    if (scene) replace('/pages/enter/index', { scene })
    else open('/pages/home/index')
  }
  return (
    <Result kind="done" title="加入成功" text={`${name}同志，欢迎来到${organisation}。${waitsForConfirmation ? '\n您担任的职务要由另一位负责人确认，确认后即可办理支部工作。' : ''}`}>
      <Button text="开始使用" onTap={() => void goOn()} />
    </Result>
  )
}
