import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { Tap } from '../../../components/tap'
import css from './index.module.scss'

const questions: { title: string; lines: string[] }[] = [
  {
    title: '用哪张表？从哪里拿？',
    lines: [
      '用支部手里现成的就行：上级下发的“党员基本信息汇总表”、学院组织员发的党员名单，或支部自己的花名册。',
      '向组织员或上一任书记要电子版，不用重新打一遍，也不用改成固定格式：标题行、说明页、合并单元格、隐藏列都认得。',
    ],
  },
  {
    title: '表里要有哪些列？',
    lines: [
      '必须有：姓名，再加其他任意一列。',
      '会读取：身份证号、性别、民族、出生日期、学历、人员类别（或政治面貌）、加入党组织日期、转为正式党员日期、工作岗位、手机号、家庭住址、学号、班级、党小组、所在党支部。常见的别名也认得，如“入党时间”“联系电话”。',
      '其他列不读取，也不保存。政审、处分、涉密材料请不要放进来。',
    ],
  },
  {
    title: '身份证号要注意什么？',
    lines: [
      '请让这一列是“文本”格式。如果在表格里显示成 9.9E+17，末几位已经丢了，要重新填写，试导入时会指出是哪一行。',
      '系统只保存加密核对值和末四位，不保存全号。',
    ],
  },
  {
    title: '导错了怎么办？',
    lines: ['试导入不改名册。确认以后也可以撤销这次导入，回到原来的样子。', '同一张表再导一次，不会重复，什么也不会变。上传的表格导入后就删除，不确认的24小时内删除。'],
  },
]

/** What to take, where to get it, what is read: unfolded by a tap. */
export function Help() {
  const [unfolded, setUnfolded] = useState<number | null>(0)
  return (
    <Card title="第一次导入？">
      {questions.map(({ title, lines }, n) => (
        <View key={title} className={css.question}>
          <Tap className={css.ask} onTap={() => setUnfolded(unfolded === n ? null : n)} label={`${title}${unfolded === n ? '，收起' : '，展开'}`}>
            <Text>{title}</Text>
            <Text className={css.fold}>{unfolded === n ? '收起' : '展开'}</Text>
          </Tap>
          {unfolded === n ? lines.map((line) => <Text key={line} className={css.answer}>{line}</Text>) : null}
        </View>
      ))}
    </Card>
  )
}
