import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { organisationKinds } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { NoMoney } from '../../../components/join-ways'
import { Page } from '../../../components/page'
import { Result } from '../../../components/result'
import { useAction } from '../../../services/action'
import { open } from '../../../services/nav'
import { refreshSession } from '../../../services/session'
import css from '../index.module.scss'

const kinds = [
  { key: 'branch', text: organisationKinds.branch },
  { key: 'generalBranch', text: organisationKinds.generalBranch },
  { key: 'committee', text: organisationKinds.committee },
] as const
type Kind = (typeof kinds)[number]['key']

/** The first officer comes in by the founding code and founds the organisation. */
export default function OrganisationFoundPage() {
  const [code, setCode] = useState('')
  const [organisationName, setOrganisationName] = useState('')
  const [kind, setKind] = useState<Kind>('branch')
  const [name, setName] = useState('')
  const [founded, setFounded] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const found = useAction('organisations.found', {
    onError: (refusal) => {
      if (refusal.code !== 'foundingCodeWrong' && refusal.code !== 'codeInvalid') return false
      setError('创建码不对，或已经用过。请向部署这套程序的人核对。')
      return true
    },
  })
  const complete = [code, organisationName, name].every((text) => text.trim() !== '')
  const go = async (): Promise<void> => {
    setError(null)
    if (await found.run({ code: code.trim(), organisationName: organisationName.trim(), kind, name: name.trim() })) setFounded(true)
  }
  const start = async (): Promise<void> => {
    await refreshSession()
    open('/pages/home/index')
  }

  if (founded) {
    return (
      <Page>
        <Result kind="done" title="已经建好" text={`${organisationName}\n您是第一位负责人。接下来导入名册，或一个一个添加同志。`}>
          <Button text="开始使用" onTap={() => void start()} />
        </Result>
      </Page>
    )
  }
  return (
    <Page>
      <Text className={css.lead}>创建码由部署这套程序的人交给第一位负责人，只能用一次。拿到的是加入卡片或支部码的，不用在这里填。</Text>
      <TextField label="创建码" value={code} onChange={setCode} max={40} placeholder="字母和数字" error={error} />
      <ChoiceField label="党组织的类型" options={kinds} value={kind} onChange={setKind} />
      <TextField label={`${organisationKinds[kind]}的全称`} value={organisationName} onChange={setOrganisationName} max={60} placeholder="和公章上一样" />
      <TextField label="您的姓名" value={name} onChange={setName} max={40} placeholder="和名册上一样" />
      <View className={css.buttons}>
        <Button text="建立党组织" busy={found.busy} disabled={!complete} onTap={() => void go()} />
      </View>
      <NoMoney />
    </Page>
  )
}
