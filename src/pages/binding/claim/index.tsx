import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { NoMoney } from '../../../components/join-ways'
import { Page } from '../../../components/page'
import { Tap } from '../../../components/tap'
import { useAction } from '../../../services/action'
import { open, param } from '../../../services/nav'
import { Joined } from '../joined'
import css from '../index.module.scss'

/** The branch's code for many at once: name and the last four characters of the ID say who one is. */
export default function BindingClaimPage() {
  const given = param(useRouter().params, 'code')
  const [branchCode, setBranchCode] = useState(given)
  const [name, setName] = useState('')
  const [idTail, setIdTail] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [joined, setJoined] = useState<{ memberName: string; organisationName: string; waitsForConfirmation: boolean } | null>(null)
  const claim = useAction('binding.claim', {
    onError: (refusal) => {
      if (refusal.code !== 'claimRefused' && refusal.code !== 'tooManyTries' && refusal.code !== 'badInput') return false
      setError(refusal.message)
      return true
    },
  })
  if (joined) return <Page><Joined name={joined.memberName} organisation={joined.organisationName} waitsForConfirmation={joined.waitsForConfirmation} /></Page>

  const tail = idTail.trim().toUpperCase()
  const complete = branchCode.trim() !== '' && name.trim() !== '' && /^\d{3}[\dX]$/.test(tail)
  const go = async (): Promise<void> => {
    setError(null)
    const answer = await claim.run({ branchCode: branchCode.trim(), name: name.trim(), idTail: tail })
    if (answer) setJoined(answer)
  }
  return (
    <Page>
      <Text className={css.lead}>填三项就能加入。只用来和支部名册核对，核对后不另外保存。</Text>
      <TextField label="支部码" value={branchCode} onChange={setBranchCode} max={20} placeholder="书记发的支部码" />
      <TextField label="姓名" value={name} onChange={setName} max={40} placeholder="和名册上一样" />
      <TextField label="身份证号末四位" value={idTail} onChange={setIdTail} max={4} keyboard="idcard" placeholder="如：001X" error={error} />
      <View className={css.buttons}>
        <Button text="加入支部" busy={claim.busy} disabled={!complete} onTap={() => void go()} />
      </View>
      <NoMoney />
      <Tap className={css.link} role="link" onTap={() => open('/pages/about/privacy/index')}>加入前可以先看隐私说明</Tap>
    </Page>
  )
}
