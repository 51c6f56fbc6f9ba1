import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import type { CallError } from '../../../services/cloud'
import { useLeaveGuard } from '../../../services/leave'
import { back, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { ActivityFields, placeOf } from './fields'
import { errorsOf, fieldOf, formOf, inputOf, newForm, withStructureOf, type ActivityForm, type FormErrors } from './form'
import { LastTimeSheet } from './last-time'

const order = ['title', 'place', 'startsAt', 'endsAt', 'closesAt', 'capacity'] as const

/** A new activity, or a change of one that has been posted. */
export default function ActivityEditPage() {
  const id = param(useRouter().params, 'id')
  const known = useQuery('activities.get', id ? { activityId: id } : null)
  const [form, setForm] = useState<ActivityForm | null>(id ? null : () => newForm(new Date()))
  const [errors, setErrors] = useState<FormErrors>({})
  const [dirty, setDirty] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const past = useQuery('activities.list', choosing ? { when: 'past', limit: 10 } : null)
  const coming = useQuery('activities.list', choosing ? { when: 'coming', limit: 10 } : null)
  const free = useLeaveGuard(dirty)

  /** Shows what is wrong and goes to the first of it. */
  const show = (wrong: FormErrors): void => {
    setErrors(wrong)
    const first = order.find((field) => wrong[field])
    if (!first) return
    said('请改好标出的地方')
    void Taro.pageScrollTo({ selector: `#${placeOf(first)}`, duration: 200 })
  }
  const onError = (error: CallError): boolean => {
    if (error.code === 'conflict') void askWhose()
    const field = fieldOf(error.code)
    if (field) show({ [field]: error.message })
    return field !== null || error.code === 'conflict'
  }
  const create = useAction('activities.create', { onError })
  const update = useAction('activities.update', { onError })

  // Filled in once: what is typed must not be lost when the page asks again.
  const filled = useRef(false)
  useEffect(() => {
    if (!id) return
    void Taro.setNavigationBarTitle({ title: '修改活动' })
  }, [id])
  useEffect(() => {
    if (!known.data || filled.current) return
    filled.current = true
    setForm(formOf(known.data))
  }, [known.data])

  /** Somebody else has saved meanwhile: the person decides whose version goes on. */
  const askWhose = async (): Promise<void> => {
    const mine = await ask({ title: '活动刚被别人改过', text: '保留您填的内容继续保存，还是改看对方的新内容？', ok: '保留我的', no: '看新的' })
    filled.current = mine
    await known.reload()
  }
  const change = (next: ActivityForm): void => {
    setForm(next)
    setDirty(true)
    setErrors({})
  }
  const save = async (): Promise<void> => {
    if (!form) return
    const wrong = errorsOf(form, new Date(), known.data)
    show(wrong)
    if (Object.keys(wrong).length > 0) return
    if (known.data) {
      if (!(await update.run({ activityId: id, version: known.data.version, ...inputOf(form) }))) return
      free()
      said('已保存')
      return back()
    }
    const made = await create.run(inputOf(form))
    if (!made) return
    free()
    said('活动已发布')
    replace('/pages/activities/detail/index', { id: made.activityId })
  }

  const fields = form ? (
    <>
      {id ? null : <List><Cell title="复制上次的安排" hint="地点、钟点、名额，不含文字" onTap={() => setChoosing(true)} /></List>}
      <ActivityFields form={form} errors={errors} onChange={change} />
    </>
  ) : null
  const over = form ? <LastTimeSheet open={choosing} former={[past, coming]} onChoose={(last) => { change(withStructureOf(form, last)); setChoosing(false); said('已复制安排') }} onClose={() => setChoosing(false)} /> : null
  const footer = <FooterBar><Button text={id ? '保存' : '发布活动'} busy={create.busy || update.busy} reason={known.data ? reasonOf(known.data, 'edit') : undefined} onTap={() => void save()} /></FooterBar>

  if (!id) return <Page footer={footer} over={over}>{fields}</Page>
  return <Page query={known} skeleton="detail" footer={footer} over={over}>{() => fields}</Page>
}
